#!/usr/bin/env bash
# Runs the walk of both READMEs against the real demonstration, and a second case with recusals;
# then reckons the results by itself, without the product.
# Usage: walk_test.sh SOURCE_DIR PROGRAM PACKAGES
set -euo pipefail
source_dir=$1 program=$2 packages=$3
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2> /dev/null || true; rm -rf "$work"' EXIT
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

walk_of() { awk '/^```bash walk$/ {on = 1; next} /^```$/ {on = 0} on' "$1"; }
walk_of "$source_dir/README.md" > "$work/walk.sh"
walk_of "$source_dir/README.zh-CN.md" > "$work/walk.zh.sh"
[ "$(wc -l < "$work/walk.sh")" -gt 60 ] || fail "the README has no walk"
cmp "$work/walk.sh" "$work/walk.zh.sh" || fail "the two READMEs walk differently"

"$program" demo --empty --data "$work/demo" --config "$source_dir/config" --packages "$packages" --port 0 \
    > "$work/demo.log" 2>&1 &
server=$!
for _ in $(seq 600); do
    address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$work/demo.log" | head -n 1 || true)
    [ -z "$address" ] || break
    kill -0 "$server" || fail "the demonstration ended: $(cat "$work/demo.log")"
    sleep 0.1
done
export ADDRESS=$address DATA=$work/demo ONESEAL=$program
cd "$work"
# After the walk: another case of Wang's, in which the reviewer and then a surveyor are recused.
cat >> walk.sh <<'END'
printf '%s\n' "$CASE" > case
printf '%s\n' "$LICENCE" > licence
printf '%s\n' "$CLERK" > clerk
recuse() { # CASE PERSON
    act "$WANG" "$1" request_recusal "{\"person\": \"$2\", \"ground\": \"a relative\"}" > /dev/null
    act "$HEAD" "$1" answer_recusal "{\"person\": \"$2\", \"answer\": \"granted\", \"reason\": \"so it is\"}" > after.json
}
HEAD=$(sign_in head1 511102)
SECOND=$(jq '. + {draft: true, shared_data: []}' application.json |
    curl -sf "$BUREAU/cases" -H "Authorization: Bearer $WANG" -H 'Content-Type: application/json' \
        -H 'Idempotency-Key: second' -d @- | jq -r .id)
for material in fd01 fd02 fd03 fd04; do put "$WANG" "$SECOND" $material paper.pdf; done
SECOND=$(act "$WANG" "$SECOND" submit '{"signature": "demo", "truth": true,
    "service": {"ways": ["direct"], "address": "示例巷3号"}, "consent": {}}' | jq -r .number)
act "$CLERK" "$SECOND" accept '{}' > after.json
recuse "$SECOND" "$(jq -r .reviewer after.json)"
act "$(sign_in "$(jq -r .reviewer after.json)" 511102)" "$SECOND" assign_survey \
    "{\"planned_on\": \"$(TZ=Asia/Shanghai date +%F)\", \"place\": \"示例巷3号\"}" > after.json
# Not the reviewer, who may have been drawn into the team too: both would be drawn anew.
recuse "$SECOND" "$(jq -r '.reviewer as $reviewer | first(.surveyors[] | select(. != $reviewer))' after.json)"
END
bash -euo pipefail walk.sh > walk.log 2>&1 || fail "the walk stopped: $(tail -n 5 walk.log)"

bureau=$ADDRESS/api/v1/counties/511102
read -r case < case; read -r licence < licence; read -r clerk < clerk
get() { curl -sf -H "Authorization: Bearer $clerk" "$bureau/$1"; }
get "cases/$case" > now.json
[ "$(jq -r .state now.json)" = delivered ] || fail "the case is not delivered"

# ISO 7064 MOD 11,10 over the digits before the last.
mod11_10() {
    awk -v digits="$1" 'BEGIN {
        p = 10
        for (i = 1; i <= length(digits); i++) { p = (p + substr(digits, i, 1)) % 10; if (!p) p = 10; p = p * 2 % 11 }
        print (11 - p) % 10 }'
}
[[ $licence =~ ^JY2511102000001([0-9])$ ]] || fail "the licence number is $licence"
[ "$(mod11_10 "${licence:2:13}")" = "${BASH_REMATCH[1]}" ] || fail "the check digit of $licence"
digits=$(tr -d - <<< "$case")
[ "$(mod11_10 "${digits:0:24}")" = "${digits:24:1}" ] || fail "the check digit of $case"

# So many working days after a day, counted from the notices themselves.
jq -r '.days_off[].date' "$source_dir"/config/calendars/*.json > off
jq -r '.workdays[].date' "$source_dir"/config/calendars/*.json > on
working_days_after() { # DAY COUNT
    local day=$1 n
    for ((n = 0; n < $2;)); do
        day=$(date -u -d "$day + 1 day" +%F)
        if grep -qx "$day" on; then n=$((n + 1)); continue; fi
        if grep -qx "$day" off || [ "$(date -u -d "$day" +%u)" -gt 5 ]; then continue; fi
        if [ "$(jq -s --arg y "${day:0:4}" 'any(.[]; .year == ($y | tonumber))' "$source_dir"/config/calendars/*.json)" = false ]; then
            case ${day:5} in 01-01 | 05-01 | 05-02 | 10-01 | 10-02 | 10-03) continue ;; esac
        fi
        n=$((n + 1))
    done
    printf '%s\n' "$day"
}
accepted=$(jq -r .accepted_on now.json)
due=$(working_days_after "$accepted" 10)
promised=$(working_days_after "$accepted" 5)
told=$(get "cases/$case/deadline" | jq -r '.clocks[] | select(.kind == "decision") | .proof.due')
[ "$told" = "$due" ] || fail "the decision is due $told, reckoned $due"

# Every paper that the walk owes, with all its fields, and its seal or none.
owed="1 2 3 6 7 15 17 18 28 31 33"
seen=
for paper in $(get "cases/$case/documents" | jq -r '.documents[].id'); do
    get "cases/$case/documents/$paper" > "paper-$paper.json"
    seen+=" $(jq .kind "paper-$paper.json") "
    wrong=$(jq -r --arg case "$case" --arg licence "$licence" --arg accepted "$accepted" --arg due "$due" \
        --arg promised "$promised" -f "$source_dir/tests/readme/papers.jq" "paper-$paper.json") ||
        fail "paper $paper cannot be read"
    [ -z "$wrong" ] || fail "paper $paper: ${wrong//$'\n'/ }"
done
for kind in $owed; do
    [[ $seen == *" $kind "* ]] || fail "no paper of kind $kind"
done
# What the seal log says was sealed is what the bureau shows, byte by byte.
jq -r '.papers[] | "\(.sha256)  paper-\(.paper).json"' paper-28-*.json > sealed
[ "$(wc -l < sealed)" = 2 ] || fail "the seal log: $(cat sealed)"
sha256sum --check --quiet sealed || fail "a paper is not the one that was sealed"

# The draws of both cases, from the journal alone: two and two, and one more for each recusal.
"$source_dir/tests/readme/recompute_draws.sh" "$work/demo/oneseal.db" > draws || fail "a draw: $(cat draws)"
[ "$(grep -c ' recused ' draws)" = 2 ] || fail "the journal holds other recusals: $(cat draws)"
[ "$(tail -n 1 draws)" = "6 draws, each as the record says" ] || fail "other draws: $(cat draws)"
printf 'walked: %s, licence %s, due %s\n' "$case" "$licence" "$due"

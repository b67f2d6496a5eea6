#!/usr/bin/env bash
# Runs the walk of both READMEs against the real demonstration, then reckons its results by itself.
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

"$program" demo --data "$work/demo" --config "$source_dir/config" --packages "$packages" --port 0 \
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
printf '\nprintf "%%s\\n" "$CASE" > case; printf "%%s\\n" "$LICENCE" > licence; printf "%%s\\n" "$CLERK" > clerk\n' >> walk.sh
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

# Ten working days after the acceptance, counted from the notices themselves.
accepted=$(jq -r .accepted_on now.json)
jq -r '.days_off[].date' "$source_dir"/config/calendars/*.json > off
jq -r '.workdays[].date' "$source_dir"/config/calendars/*.json > on
due=$accepted
for ((n = 0; n < 10;)); do
    due=$(date -u -d "$due + 1 day" +%F)
    if grep -qx "$due" on; then n=$((n + 1)); continue; fi
    if grep -qx "$due" off || [ "$(date -u -d "$due" +%u)" -gt 5 ]; then continue; fi
    if [ "$(jq -s --arg y "${due:0:4}" 'any(.[]; .year == ($y | tonumber))' "$source_dir"/config/calendars/*.json)" = false ]; then
        case ${due:5} in 01-01 | 05-01 | 05-02 | 10-01 | 10-02 | 10-03) continue ;; esac
    fi
    n=$((n + 1))
done
told=$(get "cases/$case/deadline" | jq -r '.clocks[] | select(.kind == "decision") | .proof.due')
[ "$told" = "$due" ] || fail "the decision is due $told, reckoned $due"

# Every paper with the fields that all have, its own, and its seal or none.
declare -A seal=([1]='' [2]=acceptance [3]=acceptance [6]='' [7]='' [15]=licensing [17]=licensing [18]='' [28]=''
                 [31]=acceptance [33]='')
declare -A own=([1]='papers channel received_at' [2]='items days period effect'
                [3]='accepted_on statutory_limit promised_limit excluded_time_hint query_code'
                [6]='date place surveyors items recusal' [7]='surveyors present entry_at exit_at checklist results conclusion signatures'
                [15]='facts licence certificate_number publicity' [17]='licence certificate_number'
                [18]='way recipient relation evidence served_at' [28]='papers applied_by approver at'
                [31]='papers received_at complete' [33]='facts findings proposal opinion interested_parties')
seen=
for paper in $(get "cases/$case/documents" | jq -r '.documents[].id'); do
    get "cases/$case/documents/$paper" > paper.json
    kind=$(jq .kind paper.json)
    seen+=" $kind"
    [ -n "${own[$kind]:-}" ] || fail "paper $paper is of kind $kind, which the walk does not owe"
    for field in authority title number case_number applicant matter variant legal_basis date seal contact ${own[$kind]}; do
        jq -e --arg f "$field" 'has($f)' paper.json > /dev/null || fail "paper $paper has no $field"
    done
    [ "$(jq -r .seal paper.json)" = "${seal[$kind]}" ] || fail "paper $paper bears the wrong seal"
done
for kind in "${!own[@]}"; do
    [[ " $seen " == *" $kind "* ]] || fail "no paper of kind $kind"
done

# Each draw, from the journal's objects alone: HMAC-SHA256(seed, person) in load bands.
sqlite3 "$work/demo/oneseal.db" "SELECT body FROM objects WHERE body LIKE '%\"draw\"%'" > objects.jsonl
draws=$(jq -c 'select(.kind == "events") | .data[] | select(.data.draw) | .data.draw' objects.jsonl)
[ "$(wc -l <<< "$draws")" -ge 2 ] || fail "the journal holds no draws"
while read -r draw; do
    jq -r '.seed as $s | .band_width as $w | .candidates[] | select(.left_out == "") | "\(.load / $w | floor) \(.formal) \(.person) \($s)"' <<< "$draw" |
        while read -r band formal person key; do
            printf '%s %s %s %s\n' "$band" "$(printf %s "$person" | openssl dgst -sha256 -hmac "$key" | sed 's/.* //')" "$formal" "$person"
        done | sort -k1,1n -k2,2 > order
    # Contract staff are passed over as soon as the places left are needed for formal staff.
    chosen=$(awk -v team="$(jq .team <<< "$draw")" -v minimum="$(jq .minimum_formal <<< "$draw")" '
        n < team && ($3 == "true" || team - n > minimum - formal) { n++; formal += $3 == "true"; printf "%s ", $4 }' order)
    [ "$chosen" = "$(jq -r '.chosen | join(" ")' <<< "$draw") " ] || fail "a draw gives $chosen, not $(jq -c .chosen <<< "$draw")"
done <<< "$draws"
printf 'walked: %s, licence %s, due %s\n' "$case" "$licence" "$due"

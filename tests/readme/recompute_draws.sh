#!/usr/bin/env bash
# Recomputes every draw of people from the journal alone: the tables `journal` and `objects` of the
# SQLite database, with sqlite3, jq and openssl. kernel/core/cases/draw.hpp says how a team is
# drawn; this shares no code with it. That no entry was changed, `oneseal journal verify` tells.
# Usage: recompute_draws.sh DATABASE; prints a line a draw, and ends with 1 where one differs.
set -euo pipefail
database=$1

differs() {
    printf 'DIFFERS: %s\n' "$*" >&2
    exit 1
}

# Lines "county case seq person answer draw": the answers to requests for recusal and the draws, in
# the order of each chain.
draws_and_recusals() {
    sqlite3 -readonly -separator $'\t' -nullvalue - "$database" "
        SELECT j.county, j.case_id, j.seq, json_extract(e.value, '\$.data.person'),
               json_extract(e.value, '\$.data.answer'), json_extract(e.value, '\$.data.draw')
        FROM journal j, json_each(j.entry, '\$.objects') d
             JOIN objects o ON o.county = j.county AND o.sha256 = d.value
             JOIN json_each(o.body, '\$.data') e
        WHERE json_extract(o.body, '\$.kind') = 'events'
          AND (json_extract(e.value, '\$.kind') = 'recusal_answered'
               OR json_type(e.value, '\$.data.draw') = 'object')
        ORDER BY j.county, j.case_id, j.seq, d.key, e.key"
}

# Reads "person formal load", the candidates of a draw; prints "band key formal person" in order.
in_order() { # SEED BAND_WIDTH
    local person formal load
    while read -r person formal load; do
        printf '%d %s %s %s\n' $((load / $2)) \
            "$(printf %s "$person" | openssl dgst -sha256 -hmac "$1" -r | cut -c1-64)" "$formal" "$person"
    done | LC_ALL=C sort -k1,1n -k2,2
}

# The first of that order who fit: contract staff are passed over as soon as the places left are
# needed for formal staff.
first_team() { # SIZE MINIMUM_FORMAL
    awk -v size="$1" -v minimum="$2" '
        n < size && ($3 == "true" || size - n > minimum - formal) {
            n++; formal += ($3 == "true"); printf "%s%s", (n > 1 ? "," : ""), $4 }'
}

check_draw() { # DRAW PLACE RECUSED
    local role method seed width size minimum chosen candidates order team called
    {
        IFS=$'\t' read -r role method seed width size minimum chosen
        candidates=$(cat)
    } < <(jq -r '([.role, .method, .seed, .band_width, .team, .minimum_formal, (.chosen | join(","))] | @tsv),
                 (.candidates[] | select(.left_out == "") | "\(.person) \(.formal) \(.load)")' <<<"$1")
    order=$(in_order "$seed" "$width" <<<"$candidates")
    team=$(first_team "$size" "$minimum" <<<"$order")
    [[ $team == "$chosen" ]] || differs "$2: the seed gives $team, the record names $chosen"
    # With so few candidates there is no chance in it, and it must not be called a draw.
    called=draw
    (($(wc -l <<<"$candidates") >= size + 2)) || called=assigned
    [[ $called == "$method" ]] || differs "$2: this is called $called, not $method"
    for person in $3; do
        ! grep -q "^$person " <<<"$candidates" || differs "$2: $person was recused before"
    done
    printf '%s  %-8s %-8s %s\n' "$2" "$role" "$method" "$team"
}

draws=0
of_case=
recused=
while IFS=$'\t' read -r county case_id seq person answer draw; do
    [[ $of_case == "$county $case_id" ]] || recused=
    of_case="$county $case_id"
    if [[ $draw != - ]]; then
        check_draw "$draw" "$county $case_id $seq" "$recused"
        draws=$((draws + 1))
    elif [[ $answer == granted ]]; then
        recused+=" $person"
        printf '%s  recused  %s\n' "$county $case_id $seq" "$person"
    fi
done < <(draws_and_recusals)
printf '%d draws, each as the record says\n' "$draws"

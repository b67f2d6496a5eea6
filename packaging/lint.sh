# shellcheck shell=bash
# Sourced by check: cppcheck on every file, clang-tidy on those of this change: on the whole tree it
# would take longer than everything else together.

tidy_seconds=300
cppcheck_seconds=180

# Suppressed: version 2.10 takes std::move(result.error()) for a local object, and the two branches
# of a conditional for one after the other (clang-tidy knows better), and parameters that are moved
# on for copies; every plugin defines the opaque instance of its own.
cppcheck_options=(
    --quiet --std=c++20 --language=c++ --library=googletest --inline-suppr --error-exitcode=1
    --enable=warning,performance,portability
    --suppress=returnStdMoveLocal --suppress=accessMoved --suppress=passedByValue --suppress=ctuOneDefinitionRuleViolation
    '-DNLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(...)='
    '-DNLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(...)='
    -I kernel/core -I kernel/services -I sdk/src -I sdk/include
)

# Prints what this change touches: against the merge base with origin/main, or, where there is
# nothing ahead of it (a fresh clone), the last commit's files; uncommitted work in either case.
changed_files() {
    local base head
    git ls-files -o --exclude-standard
    head=$(git rev-parse -q --verify HEAD) || { git ls-files; return; }
    base=$(git merge-base HEAD origin/main 2>/dev/null) || base=$head
    if [[ $base == "$head" ]]; then
        base=$(git rev-parse -q --verify HEAD~1) || base=$(git hash-object -t tree /dev/null)
    fi
    git diff --name-only --diff-filter=d "$base"
}

# Prints the translation units of the change: a header counts as the .cpp beside it. What is not
# in the compilation database of BUILD_DIR (samples of bad style) cannot be parsed.
changed_units() {
    changed_files | sed -nE 's/\.(cpp|hpp)$/.cpp/p' | sort -u | while IFS= read -r unit; do
        ! grep -qF "\"file\": \"$root/$unit\"" "$1/compile_commands.json" || printf '%s\n' "$unit"
    done
}

# tidy BUILD_DIR: clang-tidy on the change; fails where it finds something, says so where it ran out
# of time.
tidy() {
    local units database=build/tidy
    mapfile -t units < <(changed_units "$1")
    printf '%d files\n' "${#units[@]}"
    ((${#units[@]})) || return 0
    mkdir -p "$database"
    # clang takes this option of g++ for an error.
    sed 's/ -fno-gnu-unique//' "$1/compile_commands.json" >"$database/compile_commands.json"
    printf '%s\0' "${units[@]}" |
        timed clang-tidy "$tidy_seconds" xargs -0 -n 1 -P "$(nproc)" \
            clang-tidy -p "$database" --quiet --extra-arg=-Wno-unknown-warning-option 2>&1 |
        sed '/^[0-9]* warnings\? generated\.$/d'
}

cpp_check() {
    git ls-files -z -co --exclude-standard -- '*.cpp' ':!tests/style/samples' |
        timed cppcheck "$cppcheck_seconds" \
            xargs -0 cppcheck "${cppcheck_options[@]}" -j "$(nproc)"
}

# timed NAME SECONDS COMMAND...: running out of time is said and forgiven.
timed() {
    local name=$1 seconds=$2 status=0
    shift 2
    timeout "$seconds" "$@" || status=$?
    if ((status == 124)); then
        printf '%s was stopped after %s s and has not seen every file.\n' "$name" "$seconds"
        return 0
    fi
    return "$status"
}

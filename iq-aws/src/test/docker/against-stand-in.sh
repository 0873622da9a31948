#!/bin/sh
# Runs the tests of LocalStack against a stand-in for it, without a registry. Uses the Docker engine that answers, or starts one of its
# own for as long as it runs: root, dockerd and docker on the PATH, on a bridge that leads nowhere. Needs a python3 with moto[server].
set -eu
here=$(cd "$(dirname "$0")" && pwd)

if ! docker info > /dev/null 2>&1; then
    own=$(mktemp -d)
    bridge=iq-stand-in0
    stop() {
        [ -z "${engine:-}" ] || { kill "$engine"; wait "$engine" || true; }
        ip link delete "$bridge"
        rm -rf "$own"
    }
    trap stop EXIT
    trap 'exit 1' INT TERM
    ip link add "$bridge" type bridge
    ip address add 172.31.255.1/24 dev "$bridge"
    ip link set "$bridge" up
    export DOCKER_HOST="unix://$own/docker.sock" TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
    dockerd --host "$DOCKER_HOST" --data-root "$own/data" --exec-root "$own/exec" --pidfile "$own/pid" --storage-driver vfs \
        --bridge "$bridge" --ip 127.0.0.1 --iptables=false --ip6tables=false --ip-masq=false --ip-forward=false \
        > "$own/log" 2>&1 &
    engine=$!
    tries=0
    until docker info > /dev/null 2>&1; do
        tries=$((tries + 1))
        if [ "$tries" -gt 60 ] || ! kill -0 "$engine"; then
            cat "$own/log" >&2
            exit 1
        fi
        sleep 1
    done
fi

image=iq-localstack-stand-in:1
python3 "$here/stand-in-image.py" | docker import --change 'CMD ["sh"]' - "$image"
# Testcontainers would pull an image of its own to watch over containers, and another to try a mount.
export TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_TINYIMAGE_CONTAINER_IMAGE="$image"
export IQ_DOCKER=required IQ_LOCALSTACK_IMAGE="$image" LOCALSTACK_AUTH_TOKEN=stand-in
cd "$here/../../../.."
./mvnw -pl iq-aws -am -Dtest='LocalStack*Test' -Dsurefire.failIfNoSpecifiedTests=false test "$@"

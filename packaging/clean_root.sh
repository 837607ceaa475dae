#!/usr/bin/env bash
# The Debian package in a Debian 12 made for it:  clean_root.sh PACKAGE.deb [FOLDER]
#
# Makes a bare root with debootstrap (needs root and a network), installs the package with apt, then, as an ordinary user
# and without a network: the smoke test offscreen, the self-test in a window under Xvfb, and a photo hidden in a photo and
# revealed. Removes the package, and fails where anything of it is left.
set -euo pipefail

user=person package=$(realpath "$1") root=$(realpath -m "${2:-/var/tmp/undersong-root}")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
person() { unshare --net chroot --userspec=$user:$user "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/home/$user LANG=C.UTF-8 "$@"; }
leave() { for place in proc dev/shm dev; do umount "$root/$place" 2>/dev/null || true; done; }
trap leave EXIT

[ -x "$root/usr/bin/apt-get" ] || debootstrap --variant=minbase bookworm "$root"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/dev/shm"
cp /etc/resolv.conf "$root/etc/resolv.conf"
inside id "$user" >/dev/null 2>&1 || inside useradd --create-home "$user"
inside apt-get -qq update
# Python and Xvfb are for this test alone; so is what follows the package's files in menus and kinds of files.
inside apt-get -qq install -y --no-install-recommends xvfb xauth python3 desktop-file-utils shared-mime-info >/dev/null

cp "$package" "$root/tmp/undersong.deb"
cp "$here/smoke_test.py" "$root/tmp/"
echo "== apt install"
inside apt-get -qq install -y /tmp/undersong.deb >/dev/null
inside undersong-cli --help >/dev/null
grep -q undersong "$root/usr/share/applications/mimeinfo.cache"
grep -q application/x-undersong "$root/usr/share/mime/globs2"

echo "== as an ordinary user, without a network"
person python3 /tmp/smoke_test.py /usr/bin/undersong
echo "== in a window"
person env QT_QPA_PLATFORM=xcb xvfb-run -a -s "-screen 0 1280x900x24" undersong --self-test | tee "$root/var/tmp/window.log"
grep -q '^passed 3D .*: drawn$' "$root/var/tmp/window.log"  # what the package asks for is enough for shapes
person env QT_QPA_PLATFORM=xcb xvfb-run -a -s "-screen 0 1280x900x24" undersong --start-test "$(date +%s.%N)"

echo "== apt remove"
inside apt-get -qq purge -y undersong >/dev/null
inside apt-get -qq autoremove -y >/dev/null
rm "$root/tmp/undersong.deb" "$root/tmp/smoke_test.py"
left=$(dpkg-deb --contents "$package" | awk '$1 !~ /^d/ {print $6}' | while read -r file; do
    [ ! -e "$root/$file" ] || echo "$file"
done)
left+=$(find "$root/usr" "$root/opt" "$root/etc" "$root/var" -xdev -iname '*undersong*' ! -path '*/dpkg/info/*')
[ -z "$left" ] || { echo "left behind:"; echo "$left"; exit 1; }
echo "clean root: passed"

#!/usr/bin/env bash
# Undersong.app into a disk image that people drag from:  make_dmg.sh UNDERSONG.APP OUT.DMG
#
# With IDENTITY set ("Developer ID Application: ...") the program is signed under the hardened runtime, and with PROFILE
# set besides (the name under which `xcrun notarytool store-credentials` keeps an account) it is notarised: Apple looks
# at it, and its answer is stapled to the image, so that it opens without a warning and without a network. Without them
# it is signed ad hoc: it runs on the Mac that made it, and elsewhere after a right click and Open.
set -euo pipefail

app=$1 image=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
identity=${IDENTITY:--}
hardened=()
[ "$identity" = - ] || hardened=(--options runtime --timestamp)

# From the inside out: what lies within is sealed by what lies around it.
find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' -o -perm -u+x \) -print0 |
    while IFS= read -r -d '' file; do
        if file -b "$file" | grep -q Mach-O; then
            codesign --force --sign "$identity" ${hardened[@]+"${hardened[@]}"} \
                --entitlements "$here/entitlements.plist" "$file"
        fi
    done
codesign --force --sign "$identity" ${hardened[@]+"${hardened[@]}"} --entitlements "$here/entitlements.plist" "$app"
codesign --verify --deep --strict "$app"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$app" "$folder/"
ln -s /Applications "$folder/Applications"
rm -f "$image"
hdiutil create -volname Undersong -srcfolder "$folder" -format ULMO -ov "$image"

if [ "$identity" != - ]; then
    codesign --sign "$identity" --timestamp "$image"
    if [ -n "${PROFILE:-}" ]; then
        xcrun notarytool submit "$image" --keychain-profile "$PROFILE" --wait
        xcrun stapler staple "$image"
        spctl --assess --type open --context context:primary-signature --verbose "$image"
    fi
fi

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Takes the pictures of README and of the software centres anew, from the window as it is, without animations.
#
#   sh data/screenshots.sh             the pictures in data/screenshots
#   sh data/screenshots.sh FOLDER [LOOK...]
#                                      every page, in sizes, colours, languages and with large text, to be looked at;
#                                      looks: 360 1000 4k dark contrast text-200, and languages such as de
#
# BULK_BUILD_DIR names another build folder than _build.
set -eu

source_dir=$(cd "$(dirname "$0")/.." && pwd)
build_dir=${BULK_BUILD_DIR:-$source_dir/_build}
sh "$source_dir/data/setup.sh"
[ -f "$build_dir/build.ninja" ] || meson setup "$build_dir" "$source_dir"
meson compile -C "$build_dir"
GSETTINGS_SCHEMA_DIR=$build_dir/data
export GSETTINGS_SCHEMA_DIR LC_ALL=C.UTF-8

# take SCREEN FOLDER LANGUAGE STOPS, with the look in the environment
take () {
  BULK_SCREEN=$1 sh "$source_dir/tests/ui/session.sh" /usr/bin/python3 "$source_dir/data/screenshots.py" \
    "$build_dir" "$2" "$3" "$4"
}

if [ $# -eq 0 ]; then
  folder=$(mktemp -d "${TMPDIR:-/tmp}/bulk-loader-shots.XXXXXX")
  trap 'rm -rf "$folder"' EXIT
  take 1100x720 "$folder" "" start,preview,result
  ADW_DEBUG_COLOR_SCHEME=prefer-dark take 1100x720 "$folder/dark" "" preview
  mv "$folder/dark/preview.png" "$folder/preview-dark.png"
  for picture in "$folder"/*.png; do
    # As few bytes as a repository may hold for good; the look is flat, so few colours do, if those
    # that are nearly the same are kept apart.
    convert "$picture" -strip -dither None -treedepth 8 -colors 96 -define png:compression-level=9 \
      "PNG8:$source_dir/data/screenshots/$(basename "$picture")"
  done
  exit 0
fi

out=$1
shift
languages=$(sed 's/#.*//' "$source_dir/po/LINGUAS")
# shellcheck disable=SC2086 # a list of words
[ $# -gt 0 ] || set -- 360 1000 4k dark contrast text-200 $languages
for look in "$@"; do
  case $look in
    360) take 360x640 "$out/360" "" all ;;
    4k) take 3840x2160 "$out/4k" "" all ;;
    dark) ADW_DEBUG_COLOR_SCHEME=prefer-dark take 1000x700 "$out/dark" "" all ;;
    contrast) ADW_DEBUG_HIGH_CONTRAST=1 take 1000x700 "$out/contrast" "" all ;;
    text-200) BULK_TEXT=200 take 1000x700 "$out/text-200" "" all ;;
    1000) take 1000x700 "$out/1000" "" all ;;
    *)
      take 1000x700 "$out/$look" "$look" all
      take 360x640 "$out/$look-360" "$look" all
      ;;
  esac
done

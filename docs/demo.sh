#!/bin/sh
# The whole job on a copy of the sample blog: create, list, tag, search, publish, count readers.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
blog=$(mktemp -d "${TMPDIR:-/tmp}/blogctl-demo.XXXXXX")
trap 'rm -rf "$blog"' EXIT INT TERM
cp -R "$here/posts" "$blog/posts"
cd "$blog"
COLUMNS=${COLUMNS:-100}
BLOGCTL_NOW=${BLOGCTL_NOW:-2026-11-23T09:00:00+01:00}
export COLUMNS BLOGCTL_NOW

try() {
    printf '\n\033[1;36m$ blogctl'
    for word in "$@"; do
        case $word in *[!A-Za-z0-9_.,:=@/+-]*) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\033[0m\n'
    blogctl "$@"
}

echo "A blog of $(find posts -name '*.md' | wc -l | tr -d ' ') posts, copied from the sample."
try init --language fr --timezone Europe/Paris
try list --table -n 12
try create 'L’open data à l’école' --tag 'open data,école' --category 'Culture numérique'
try tag add transmission tag:onboarding,documentation --dry-run
try tag add transmission tag:onboarding,documentation --yes
try tag list --table -n 8
try search 'empreinte carbone' --table -n 3
try list is:draft --table
try publish l-open-data-a-l-ecole eloge-du-texte-brut --yes
try publish glossaire-sentimental-du-travail-a-distance --date tue@08:00
try explain glossaire-sentimental-du-travail-a-distance --table
try list date:today..+sun --table
try convert --to jekyll l-open-data-a-l-ecole --dry-run
try stats --table
try top tags links words series --table
printf '\n%s\n' 'Four years of readers, made up: a log with machines, broken lines and old addresses in it.'
python "$here/docs/sample_log.py" "$here/posts" access.log.gz --until 2026-11-23
try views import access.log.gz
try top --table
try ideas --table -n 1
echo
echo 'Done. The copy is gone; the sample blog is as it was.'

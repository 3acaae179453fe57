# Run before the page's commands: a PostgreSQL, as an operator of Debian has it.
systemctl start postgresql@15-main
export POSTGRES=/root/postgres.password ARCHIVE=/mnt/kakehashi.tar.gz DAY=/root/first-day
(umask 077 && openssl rand -hex 16 >"$POSTGRES")
cd / && su postgres -c "psql -qc \"ALTER USER postgres PASSWORD '$(cat "$POSTGRES")'\""
trap 'status=$?; [ $status = 0 ] || journalctl -q --no-pager -o cat -n 80 -u "kakehashi*"; exit $status' EXIT

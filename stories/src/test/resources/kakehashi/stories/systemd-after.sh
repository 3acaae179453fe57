# Run after the page's commands: what systemd itself says of the units, and what becomes of them.
say() { echo "== $*"; }
value() { systemctl show --value --property "$2" "kakehashi-$1"; }
until_true() { for _ in $(seq 200); do if "$@"; then return; fi; sleep 0.1; done; echo "never: $*"; return 1; }
restarted() { test "$(value "$1" NRestarts)" = "$2" && test "$(value "$1" ActiveState)" = active; }
failed() { test "$(value "$1" ActiveState)" = failed; }
published() { curl -fs -o /dev/null http://127.0.0.1:9180/readyz; }
page() { curl -fsS --resolve "$NAME:443:127.0.0.1" --cacert "$ETC/root.pem" -o /dev/null "https://$NAME/verify"; }
ocsp() {
    openssl ocsp -issuer "$ETC/apps.pem" -cert "$ETC/server.pem" -url http://127.0.0.1/ocsp -CAfile "$ETC/root.pem" \
        -verify_other "$ETC/apps.pem" 2>&1
}

say "nothing is wrong with the units"
systemd-analyze verify /etc/systemd/system/kakehashi*.service

say "both are ready, as users of their own"
for zone in vault public; do
    test "$(value $zone ActiveState)" = active
    test "$(ps -o user:32= -p "$(value $zone MainPID)")" = kakehashi-$zone
    value $zone StatusText
done
until_true published
page
ocsp | grep "server.pem: good"

say "the public zone does not see the vault's files, nor its jars"
for hidden in "$VAR/vault" "$VAR/softhsm-vault" "$HOUSE/lib/vault"; do
    if [ -n "$(ls -A "/proc/$(value public MainPID)/root$hidden" 2>/dev/null)" ]; then echo "sees $hidden"; exit 1; fi
done

say "an order is filed at the running vault"
cp "$DAY/first.order" "$VAR/vault/spool/again.order"
chown kakehashi-vault: "$VAR/vault/spool/again.order"
until_true test ! -e "$VAR/vault/spool/again.order"

say "killed, each is started again; the public zone answers meanwhile"
systemctl kill --kill-whom=main --signal=KILL kakehashi-vault
page
until_true restarted vault 1
systemctl kill --kill-whom=main --signal=KILL kakehashi-public
until_true restarted public 1
page
test "$(value vault NRestarts)" = 1

say "told to stop, each ends with 0"
systemctl stop kakehashi-vault kakehashi-public
for zone in vault public; do
    test "$(value $zone Result)/$(value $zone ExecMainStatus)/$(value $zone ActiveState)" = success/0/inactive
done

say "a wrong configuration is not tried again"
echo 'wrong = 1' >>"$ETC/public.toml"
if systemctl start kakehashi-public; then exit 1; fi
failed public
test "$(value public ExecMainStatus)/$(value public NRestarts)" = 65/0
journalctl -q -o cat -u kakehashi-public | grep "wrong"
sed -i '$d' "$ETC/public.toml"

say "the start cache is made as the page says, and taken"
systemctl reset-failed kakehashi-public
systemctl set-environment KAKEHASHI_START_CACHE=/var/lib/kakehashi/public/start.aot
systemctl restart kakehashi-public
systemctl stop kakehashi-public
systemctl unset-environment KAKEHASHI_START_CACHE
journalctl -q --no-pager -o cat -u kakehashi-public | grep "AOTCache creation is complete"
setpriv --reuid=kakehashi-public --regid=kakehashi-public --clear-groups \
    cat /var/lib/kakehashi/public/start.aot >/opt/kakehashi/lib/public/start.aot
chmod 644 /opt/kakehashi/lib/public/start.aot
systemctl start kakehashi-public
page
grep -q lib/public/start.aot "/proc/$(value public MainPID)/maps"
systemctl stop kakehashi-public

say "one parent for both"
{
    printf 'format = 1\nmode = "production"\n[vault]\nhome = "%s"\n' "$VAR/vault"
    echo "environment = [\"SOFTHSM2_CONF=$ETC/softhsm2-vault.conf\"]"
    echo "[public]"
    echo "environment = [\"SOFTHSM2_CONF=$ETC/softhsm2-public.conf\"]"
    sed '1,/^\[public\]/d' "$ETC/public.toml"
} >"$ETC/kakehashi.toml"
chown -R kakehashi-vault: "$VAR" "$ETC"
systemctl start kakehashi
page
systemctl stop kakehashi
test "$(systemctl show --value --property Result kakehashi)" = success
say "held"

#!/bin/bash
# Boots this machine's systemd in namespaces of its own, over a copy of the root file system that is thrown away, and has
# it run one script: systemd-boot.sh FOLDER SCRIPT, as root, by `unshare --mount --pid --uts --ipc --cgroup --net --fork`.
# The folder is seen as /mnt within. It gets `output` and `code` of the script; the network is a loopback of its own.
set -euo pipefail

folder=$1 script=$2
mount -t tmpfs -o mode=755 tmpfs "$folder/system"
mkdir "$folder/system"/{upper,work,root}
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/system/upper,workdir=$folder/system/work" "$folder/system/root"
cd "$folder/system/root"
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mount -t tmpfs -o mode=755 tmpfs dev
for device in null zero full random urandom tty; do
    touch "dev/$device"
    mount --bind "/dev/$device" "dev/$device"
done
mkdir dev/shm dev/pts
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
mount -t tmpfs -o mode=1777 tmpfs dev/shm
mount --bind "$folder" mnt
mount --bind proc/sys proc/sys
mount -o remount,bind,ro proc/sys # what is the machine's stays as it is
ip link set lo up

rm -rf etc/systemd/system/*.wants
for unit in systemd-udevd systemd-udev-trigger systemd-logind systemd-modules-load systemd-hwdb-update; do
    ln -sf /dev/null "etc/systemd/system/$unit.service"
done
cat >etc/systemd/system/walk.service <<END
[Unit]
Wants=basic.target
After=basic.target
[Service]
Type=oneshot
Environment=HOME=/root JAVA_HOME=$JAVA_HOME LC_ALL=C.UTF-8
ExecStart=/bin/bash -c '/bin/bash "/mnt/$script" >/mnt/output 2>&1; echo \$? >/mnt/code'
ExecStopPost=/bin/systemctl exit 0
TimeoutStartSec=20min
END
container=kakehashi exec chroot . /lib/systemd/systemd --system --unit=walk.service --log-target=null --show-status=0

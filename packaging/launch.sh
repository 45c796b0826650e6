# Copyright 2026 The Rivulet Authors
# SPDX-License-Identifier: Apache-2.0
#
# What the launchers in bin/ share; they source this file. It finds a JVM, chooses its flags and
# becomes it: exec, so signals reach the program and its exit code is ours.
#
# Each fork costs about a millisecond of a start-up of some fifty, so nearly all of this is done
# by the shell itself. Wherever the program is started from, by whom, with which environment:
# standard output carries nothing but what the program writes there.
#
#   lib             directory of the jars, set by the launcher, absolute
#   here            directory of the launcher, set by the launcher, absolute
#
# Environment:
#   JAVA_HOME             the JVM to use; else java on the PATH, else the usual places
#   RIVULET_HEAP          largest heap, as in -Xmx (512m for one transfer, 1g for a daemon)
#   RIVULET_JAVA_OPTS     more options for the JVM, split at blanks
#   RIVULET_CLASS_DATA    record:FILE notes the classes of a run, dump:FILE makes the archive from
#                         such notes (packaging/class-data uses both)

oldest_java=17

fail() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit 1
}

# Reads the release file of the JVM in $1; false when there is no JVM there, or an old one.
is_usable_jvm() {
  [ -x "$1/bin/java" ] || return 1
  java_version=$oldest_java java_key='' machine=''
  if [ -r "$1/release" ]; then
    while IFS='=' read -r key value; do
      value=${value#\"} value=${value%\"}
      case $key in
        IMPLEMENTOR | JAVA_RUNTIME_VERSION) java_key=$java_key-$value ;;
        JAVA_VERSION) java_version=${value%%[!0-9]*} ;;
        OS_ARCH) machine=$value ;;
      esac
    done <"$1/release"
  fi
  [ "$java_version" -ge "$oldest_java" ] || return 1
  java_home=$1
}

# Finds java_home: JAVA_HOME, the java on the PATH, the places where systems put theirs.
find_jvm() {
  [ -n "${JAVA_HOME-}" ] && is_usable_jvm "$JAVA_HOME" && return
  on_path=$(command -v java) && on_path=$(readlink -f -- "$on_path") \
    && is_usable_jvm "${on_path%/bin/java}" && return
  for candidate in /usr/lib/jvm/default-java /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk*; do
    is_usable_jvm "$candidate" && return
  done
  fail "no Java $oldest_java or newer found: install one (on Debian: apt-get install \
openjdk-17-jre-headless) or set JAVA_HOME"
}

# archive_of PROGRAM: the name of its class-data archive. Keyed by the JVM that made it; an
# archive older than the jar is not used, and the JVM itself checks both again.
archive_of() {
  program=$1
  IFS=' /'
  set -f
  set -- $java_key
  IFS=-
  archive="$lib/$program$*.jsa"
  unset IFS
  set +f
}

# Makes the archive from the class list in $1: aside, then renamed, readable by everybody.
dump_archive() {
  umask 022
  if "$java_home/bin/java" -XX:+UseG1GC -XX:-UsePerfData -Xlog:disable -Xshare:dump \
    -XX:SharedClassListFile="$1" -XX:SharedArchiveFile="$archive.$$" -cp "$jar" >/dev/null 2>&1 \
    && chmod 444 "$archive.$$" && mv -f "$archive.$$" "$archive"; then
    exit 0
  fi
  rm -f "$archive.$$"
  fail "cannot make $archive"
}

# launch PROGRAM PROFILE ARGUMENT...: becomes the JVM with the program's jar.
#
# PROFILE is "transfer", one transfer: serial collector and small heap, the start counts; or
# "server", the same with a protocol stream for standard output; or "mirror", many small transfers
# one after the other, of which the first are to be as quick as the others; or "daemon", many
# sessions over a long time; or "detached", a daemon that leaves the terminal: then this exits once
# its port is open, or with its exit code if it ends before.
launch() {
  program=$1 profile=$2
  shift 2
  jar=$lib/$program.jar
  [ -r "$jar" ] || fail "$jar is missing: build it with mvn package"
  find_jvm
  [ -n "$machine" ] || machine=$(uname -m)
  archive_of "$program"

  # A transfer is over before the optimising compiler has paid for itself: without it, file lists
  # and small files cost half the processor time, and large deltas a quarter more.
  compiler=-XX:+TieredCompilation
  case $profile in
    transfer | server) collector=-XX:+UseSerialGC heap=512m compiler=-XX:TieredStopAtLevel=1 ;;
    mirror)
      # What each transfer does once is compiled after some twenty of them instead of two hundred.
      # Little of a transfer outlives it, so that a small young generation is emptied at no cost and
      # halves the memory.
      collector='-XX:+UseSerialGC -Xmn16m' heap=512m
      compiler='-XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=0.1'
      ;;
    *) collector=-XX:+UseG1GC heap=1g ;;
  esac

  # The program finds its arguments, byte by byte, as the last ones of the command line.
  set -f
  set -- $collector $compiler "-Xmx${RIVULET_HEAP:-$heap}" ${RIVULET_JAVA_OPTS-} -jar "$jar" "$@"
  set +f

  # Newer JVMs warn about what the native layer and the network layer cannot do without.
  [ "$java_version" -lt 23 ] || set -- --sun-misc-unsafe-memory-access=allow "$@"

  case ${RIVULET_CLASS_DATA-} in
    record:*) set -- "-XX:DumpLoadedClassList=${RIVULET_CLASS_DATA#record:}" "$@" ;;
    dump:*) dump_archive "${RIVULET_CLASS_DATA#dump:}" ;;
    *) [ ! "$archive" -nt "$jar" ] || set -- "-XX:SharedArchiveFile=$archive" "$@" ;;
  esac

  # Nothing the JVM has to say goes to standard output. A class-data archive that does not fit makes
  # it say a lot, there, by default; without the log it is silently not used. The report on a crash
  # of the JVM itself starts on standard output whatever the flags, so a server goes without.
  # -UsePerfData: nothing is written to the temp directory.
  [ "$profile" != server ] || set -- -XX:+SuppressFatalErrorMessage "$@"
  set -- -Xshare:auto -Xlog:disable -XX:+DisplayVMOutputToStderr -XX:+ErrorFileToStderr \
    -XX:-UsePerfData "-Djffi.boot.library.path=$lib/native/$machine" \
    "-Djava.library.path=$lib/native/$machine" "-Drivulet.launcher=$here/${self##*/}" "$@"

  # Options that other JVM programs are given by way of the environment are not for a program
  # that happens to be written in Java.
  unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS CLASSPATH

  [ "$profile" = detached ] || exec "$java_home/bin/java" "$@"
  detach "$java_home/bin/java" "$@"
}

# Starts a command as a session of its own, with nothing of the terminal left.
#
# The command writes the line "ready" to the descriptor RIVULET_READY_FD when it can serve. What
# it writes to standard error until then is passed on. The pipe has one reader and no name: the
# reading end is opened again as the writing one.
detach() {
  : | {
    exec 3>/proc/self/fd/0
    RIVULET_READY_FD=3 setsid "$@" </dev/null >/dev/null 2>&3 &
    exec 3>&-
    while IFS='' read -r line; do
      [ "$line" != ready ] || exit 0
      printf '%s\n' "$line" >&2
    done
    wait $!
  }
  exit
}

# True for a daemon that inetd or xinetd started: its standard input is the connection.
has_socket_input() {
  [ -S /proc/self/fd/0 ]
}

# Under inetd the other descriptors may be the connection too; nobody but the protocol may write.
keep_connection_clean() {
  [ ! -S /proc/self/fd/1 ] || exec >/dev/null
  [ ! -S /proc/self/fd/2 ] || exec 2>/dev/null
}

# launch_daemon PROGRAM ARGUMENT...: stand-alone in the background, in the foreground with
# --no-detach, or for the one connection that inetd hands over.
launch_daemon() {
  program=$1
  shift
  if has_socket_input; then
    keep_connection_clean
    launch "$program" transfer "$@"
  fi
  for argument; do
    case $argument in
      --no-detach | --help | -h | --version | -V) launch "$program" daemon "$@" ;;
      --) break ;;
    esac
  done
  launch "$program" detached "$@"
}

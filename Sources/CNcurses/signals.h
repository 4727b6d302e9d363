/*
 * Signal handlers. They are C because a handler may call only what is safe in one, and here every call can
 * be read.
 *
 * Each object file that uses these functions gets its own copy of the variables: exactly one Swift file
 * (SignalHandlers.swift) may call them. Swift emits a variable only if it has an initial value.
 */
#ifndef TRANCHE_CNCURSES_SIGNALS_H
#define TRANCHE_CNCURSES_SIGNALS_H
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* Interrupts the screen thread's write, nothing else. */
#define SUPERVISOR_NUDGE SIGUSR2

static int supervisor_wake_descriptor = -1;
static unsigned long supervisor_pending = 0;

static struct {
  int armed;
  int descriptor; /* of the terminal, non-blocking */
  int output;     /* of the terminal, what curses writes to */
  int nothing;    /* of /dev/null */
  int has_screen;
  pthread_t screen;
  struct termios saved;
  char bytes[512];
  size_t length;
} supervisor_terminal = {0};

/* Those of the second line nobody here uses; without a handler they would end the process on the spot. */
static const int supervisor_handled[] = {SIGHUP,  SIGINT,  SIGQUIT,   SIGTERM, SIGWINCH, SIGTSTP,  SIGCONT,
                                         SIGUSR1, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU,  SIGIO,    SIGPWR,
                                         SIGSTKFLT};
static const int supervisor_ignored[] = {SIGPIPE, SIGXFSZ, SIGTTOU, SIGTTIN};
static const int supervisor_crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS};
#define SUPERVISOR_COUNT(list) (sizeof(list) / sizeof(list[0]))

/* Remembers the signal in a bit and wakes the supervisor; a full pipe loses nothing. */
static void supervisor_on_signal(int number) {
  int before = errno;
  __atomic_fetch_or(&supervisor_pending, 1ul << number, __ATOMIC_SEQ_CST);
  ssize_t ignored = write(supervisor_wake_descriptor, "", 1);
  (void)ignored;
  errno = before;
}

static void supervisor_on_nudge(int number) { (void)number; }

static void supervisor_set(int number, void (*handler)(int), int flags) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigfillset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

/*
 * Takes the terminal from a screen thread that may sit in a write for ever: what it still writes goes to
 * /dev/null, and the write it sits in is interrupted, which gives the terminal's write lock back.
 */
static void supervisor_silence(void) {
  dup2(supervisor_terminal.nothing, supervisor_terminal.output);
  if (supervisor_terminal.has_screen && !pthread_equal(supervisor_terminal.screen, pthread_self()))
    pthread_kill(supervisor_terminal.screen, SUPERVISOR_NUDGE);
}

/* Sends the restoring bytes and never waits for a reader: what is not read yet is thrown away instead. */
static int supervisor_send(int attempts) {
  int descriptor = supervisor_terminal.descriptor;
  while (attempts-- > 0) {
    size_t sent = 0;
    ssize_t count = 0;
    while (sent < supervisor_terminal.length) {
      count = write(descriptor, supervisor_terminal.bytes + sent, supervisor_terminal.length - sent);
      if (count > 0) sent += (size_t)count;
      else if (count == 0 || errno != EINTR) break;
    }
    if (sent == supervisor_terminal.length) return 1;
    if (count < 0 && errno != EAGAIN) return 0;
    tcflush(descriptor, TCOFLUSH);
    poll(NULL, 0, 5);
  }
  return 0;
}

/* Screen and modes as they were found. In the background the modes are the shell's, and not ours to set. */
static int supervisor_restore(int attempts) {
  int descriptor = supervisor_terminal.descriptor;
  int sent = supervisor_send(attempts);
  pid_t foreground = tcgetpgrp(descriptor);
  if (foreground < 0 || foreground == getpgrp()) tcsetattr(descriptor, TCSANOW, &supervisor_terminal.saved);
  return sent;
}

static void supervisor_on_crash(int number) {
  static int busy = 0;
  /* The first thread to crash ends the process; another waits for that. */
  while (__atomic_exchange_n(&busy, 1, __ATOMIC_SEQ_CST)) pause();
  if (supervisor_terminal.armed) {
    supervisor_silence();
    supervisor_restore(20);
  }
  char line[] = "tranche: crashed by signal 00\n";
  line[sizeof line - 4] = (char)('0' + number / 10 % 10);
  line[sizeof line - 3] = (char)('0' + number % 10);
  ssize_t ignored = write(STDERR_FILENO, line, sizeof line - 1);
  (void)ignored;
  supervisor_set(number, SIG_DFL, 0);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  raise(number);
  _exit(128 + number);
}

static inline void supervisor_install(int wake_descriptor) {
  supervisor_wake_descriptor = wake_descriptor;
  for (size_t i = 0; i < SUPERVISOR_COUNT(supervisor_handled); i++)
    supervisor_set(supervisor_handled[i], supervisor_on_signal, SA_RESTART);
  for (size_t i = 0; i < SUPERVISOR_COUNT(supervisor_ignored); i++)
    supervisor_set(supervisor_ignored[i], SIG_IGN, 0);
  for (size_t i = 0; i < SUPERVISOR_COUNT(supervisor_crashes); i++)
    supervisor_set(supervisor_crashes[i], supervisor_on_crash, SA_ONSTACK);
  supervisor_set(SUPERVISOR_NUDGE, supervisor_on_nudge, 0);
}

/*
 * After the end: the signals that end a program end it again, but for a hang-up. A closed terminal hangs up
 * twice, the second time when its session's leader has died of the first: that must not cut short what is
 * still written on the way out.
 */
static inline void supervisor_uninstall(void) {
  for (size_t i = 0; i < SUPERVISOR_COUNT(supervisor_handled); i++)
    supervisor_set(supervisor_handled[i], supervisor_handled[i] == SIGHUP ? SIG_IGN : SIG_DFL, 0);
  supervisor_wake_descriptor = -1;
}

/* Every signal but those of a crash, which must find their handler on any thread. */
static inline void supervisor_mask(int block, int with_nudge) {
  sigset_t set;
  sigfillset(&set);
  for (size_t i = 0; i < SUPERVISOR_COUNT(supervisor_crashes); i++) sigdelset(&set, supervisor_crashes[i]);
  if (!block) sigemptyset(&set);
  if (with_nudge) sigdelset(&set, SUPERVISOR_NUDGE);
  pthread_sigmask(SIG_SETMASK, &set, NULL);
}

/* The signals since the last call, as bits. */
static inline unsigned long supervisor_take_pending(void) {
  return __atomic_exchange_n(&supervisor_pending, 0, __ATOMIC_SEQ_CST);
}

static inline void supervisor_arm(int descriptor, int output, int nothing, const struct termios *saved,
                                  const unsigned char *bytes, size_t length) {
  supervisor_terminal.descriptor = descriptor;
  supervisor_terminal.output = output;
  supervisor_terminal.nothing = nothing;
  supervisor_terminal.saved = *saved;
  if (length > sizeof supervisor_terminal.bytes) length = sizeof supervisor_terminal.bytes;
  memcpy(supervisor_terminal.bytes, bytes, length);
  supervisor_terminal.length = length;
  __atomic_store_n(&supervisor_terminal.armed, 1, __ATOMIC_SEQ_CST);
}

/* From now on a crash leaves the terminal alone, or no longer. */
static inline void supervisor_set_armed(int armed) {
  __atomic_store_n(&supervisor_terminal.armed, armed, __ATOMIC_SEQ_CST);
}

static inline void supervisor_set_screen(pthread_t screen) {
  supervisor_terminal.screen = screen;
  supervisor_terminal.has_screen = 1;
}

/* Stops the process as ^Z does, and with it whoever feeds it through a pipe. Where nobody could continue it the kernel refuses: this returns at once. */
static inline void supervisor_stop(void) {
  supervisor_set(SIGTSTP, SIG_DFL, 0);
  kill(0, SIGTSTP);
  supervisor_set(SIGTSTP, supervisor_on_signal, SA_RESTART);
}
#endif

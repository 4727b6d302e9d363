/* What Swift cannot see of ncurses: macros, varargs and globals, as functions. */
#ifndef TRANCHE_CNCURSES_SHIM_H
#define TRANCHE_CNCURSES_SHIM_H
#define NCURSES_WIDECHAR 1
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <stdio.h>
#include <string.h>
#include <term.h>
#include <wchar.h>

/* Variables that Swift rejects as not safe to share; only the screen thread asks for them. */
static inline WINDOW *curses_standard_window(void) { return stdscr; }
static inline WINDOW *curses_current_window(void) { return curscr; }
static inline int curses_pair_limit(void) { return COLOR_PAIRS; }
static inline int curses_rows(void) { return getmaxy(stdscr); }
static inline int curses_columns(void) { return getmaxx(stdscr); }

/* tigetstr() answers -1 for what is not a string and 0 for what is absent; here both are NULL. */
static inline const char *curses_capability(const char *name) {
  const char *text = tigetstr(name);
  return text == (const char *)-1 ? NULL : text;
}

/* Reads the terminal's description without a message of curses' own; 1 if there is one. */
static inline int curses_read_description(const char *type, int descriptor) {
  int answer = 0;
  return setupterm(type, descriptor, &answer) == OK && answer == 1;
}

static inline void curses_forget_description(void) {
  if (cur_term) del_curterm(cur_term);
}

/* 1 if the character set of the locale in force is UTF-8. */
static inline int curses_locale_is_utf8(void) {
  const char *name = nl_langinfo(CODESET);
  return name && (strcmp(name, "UTF-8") == 0 || strcmp(name, "utf8") == 0);
}

static inline attr_t curses_attributes(int bold, int dim, int underline, int reversed) {
  return (bold ? A_BOLD : 0) | (dim ? A_DIM : 0) | (underline ? A_UNDERLINE : 0) | (reversed ? A_REVERSE : 0);
}

/* The pair goes through the last argument of setcchar(), which lifts the limit of 256 pairs. */
static inline int curses_put(int row, int column, unsigned character, attr_t attributes, int pair) {
  cchar_t cell;
  wchar_t text[2] = {(wchar_t)character, 0};
  if (setcchar(&cell, text, attributes, 0, &pair) != OK) return ERR;
  return mvadd_wch(row, column, &cell);
}

static inline int curses_character_width(unsigned character) { return wcwidth((wchar_t)character); }

static inline FILE *standard_output(void) { return stdout; }
#endif

// Binds library functions that got a new symbol version after glibc 2.28 to their oldest version.
//
// A linker takes the newest version of a symbol that the build machine's library has, so a build on a newer system does not start on an
// older one although the function was always there. Included before every source (gcc -include). The functions below moved between
// libraries in 2.32–2.34 (threads, dlopen) or got a new error path in 2.29 (mathematics); their old versions behave the same here.
#ifndef ANJU_OLD_SYMBOLS_H
#define ANJU_OLD_SYMBOLS_H

#if defined(__x86_64__)
#define ANJU_FIRST_GLIBC "GLIBC_2.2.5"
#elif defined(__aarch64__)
#define ANJU_FIRST_GLIBC "GLIBC_2.17"
#else
#error "only x86-64 and AArch64 are served"
#endif

#define ANJU_OLDEST(function) __asm__(".symver " #function "," #function "@" ANJU_FIRST_GLIBC);

ANJU_OLDEST(pthread_create)
ANJU_OLDEST(pthread_join)
ANJU_OLDEST(pthread_once)
ANJU_OLDEST(pthread_mutex_trylock)
ANJU_OLDEST(pthread_mutexattr_init)
ANJU_OLDEST(pthread_mutexattr_settype)
ANJU_OLDEST(pthread_mutexattr_destroy)

ANJU_OLDEST(dlopen)
ANJU_OLDEST(dlsym)
ANJU_OLDEST(dlclose)
ANJU_OLDEST(dlerror)

ANJU_OLDEST(exp)
ANJU_OLDEST(log)
ANJU_OLDEST(log2)
ANJU_OLDEST(pow)

#endif

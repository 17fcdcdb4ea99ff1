// stat, fstat and lstat as functions of our own, because glibc has them as functions only since 2.33.
//
// Before, the headers of the day turned them into calls of __xstat with a version number; asking the kernel itself needs neither. On the
// two architectures served the kernel's record is laid out as the library's struct stat. Hidden, so that nobody else's calls end here.
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define HIDDEN __attribute__((visibility("hidden")))

struct stat;
struct stat64;

HIDDEN int stat(const char *path, struct stat *into) { return (int)syscall(SYS_newfstatat, AT_FDCWD, path, into, 0); }
HIDDEN int stat64(const char *path, struct stat64 *into) { return (int)syscall(SYS_newfstatat, AT_FDCWD, path, into, 0); }
HIDDEN int lstat(const char *path, struct stat *into) {
  return (int)syscall(SYS_newfstatat, AT_FDCWD, path, into, AT_SYMLINK_NOFOLLOW);
}
HIDDEN int lstat64(const char *path, struct stat64 *into) {
  return (int)syscall(SYS_newfstatat, AT_FDCWD, path, into, AT_SYMLINK_NOFOLLOW);
}
HIDDEN int fstat(int file, struct stat *into) { return (int)syscall(SYS_fstat, file, into); }
HIDDEN int fstat64(int file, struct stat64 *into) { return (int)syscall(SYS_fstat, file, into); }

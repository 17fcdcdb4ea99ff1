// The end of `new T[n]` with an impossible n, which libstdc++ has as a function of its own only since GCC 11 (GLIBCXX_3.4.29).
//
// The addon is built without catching C++ exceptions across its border, so ending the program is what would follow anyway.
#include <cstdlib>

namespace std {
__attribute__((visibility("hidden"))) void __throw_bad_array_new_length() { abort(); }
}  // namespace std

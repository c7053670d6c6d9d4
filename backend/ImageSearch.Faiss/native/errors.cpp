#include "errors.h"

#include <cstdio>

namespace {

// A plain array, because it needs no memory when memory is exhausted and no destructor when a thread ends.
thread_local char last_error[1024] = "";

}  // namespace

isf_status isf::report(isf_status status, const char* message) noexcept {
    std::snprintf(last_error, sizeof last_error, "%s", message);
    return status;
}

const char* isf_last_error() { return last_error; }

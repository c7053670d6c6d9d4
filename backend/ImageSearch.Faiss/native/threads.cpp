#include <omp.h>

#include <faiss/Index.h>

#include "errors.h"

#define ISF_TEXT(x) #x
#define ISF_VERSION(major, minor, patch) ISF_TEXT(major) "." ISF_TEXT(minor) "." ISF_TEXT(patch)

const char* isf_faiss_version() {
    return ISF_VERSION(FAISS_VERSION_MAJOR, FAISS_VERSION_MINOR, FAISS_VERSION_PATCH);
}

isf_status isf_set_threads(int32_t threads) {
    return isf::guarded([&] {
        isf::require(threads >= 1 && threads <= 1024, "The number of threads must be from 1 to 1024.");
        omp_set_num_threads(threads);
    });
}

int32_t isf_threads() { return omp_get_max_threads(); }

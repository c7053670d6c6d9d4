#include <cmath>
#include <cstdio>

#include "index.h"

std::atomic<int64_t> isf::Counted::live{0};

void isf::require_vectors(const float* vectors, int64_t values, float largest) {
    bool within = true;
    for (int64_t i = 0; i < values; i++) within &= std::fabs(vectors[i]) <= largest;  // false for NaN
    if (within) return;
    char message[160];
    std::snprintf(message, sizeof message,
            "A vector holds NaN, an infinity or a value beyond +/- %g; this kind of index cannot compute a score with it.",
            static_cast<double>(largest));
    throw Failure(ISF_INVALID_ARGUMENT, message);
}

int64_t isf_live_objects() { return isf::Counted::live; }

void isf_index_free(isf_index* index) { delete index; }

#include <cmath>

#include <faiss/IndexHNSW.h>

#include "index.h"

std::atomic<int64_t> isf::Counted::live{0};

const faiss::IndexFlat* isf::flat_rows(const faiss::Index& rows) {
    const auto* graph = dynamic_cast<const faiss::IndexHNSWFlat*>(&rows);
    return dynamic_cast<const faiss::IndexFlat*>(graph ? graph->storage : &rows);
}

void isf::require_vectors(const float* vectors, int64_t values) {
    bool within = true;
    for (int64_t i = 0; i < values; i++) within &= std::fabs(vectors[i]) <= 1e15f;  // false for NaN
    require(within, "A vector holds NaN, an infinity or a value beyond +/- 1e15; no score could be computed with it.");
}

int64_t isf_live_objects() { return isf::Counted::live; }

void isf_index_free(isf_index* index) { delete index; }

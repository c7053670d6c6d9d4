// What an index is made of.
#pragma once

#include <string>

#include <faiss/IndexFlatCodes.h>
#include <faiss/IndexHNSW.h>
#include <faiss/IndexIVF.h>

namespace isf {

// The parts below the table of ids; null for those that an index does not have. Every index that this library created or loaded has exactly
// one of `lists` and `rows`.
struct Anatomy {
    explicit Anatomy(faiss::Index& whole);

    // The factory string that makes such an index.
    std::string factory() const;

    // Whether the index must be trained before vectors are added.
    bool learns() const;

    // The largest magnitude that may be added. In general, no score can overflow up to it; for half precision, it also stays finite as the
    // residual of a list (twice as large).
    float largest() const;

    faiss::IndexHNSW* graph;
    faiss::IndexIVF* lists;
    faiss::IndexFlatCodes* rows;  // in the order of their ids: the index itself, or what the graph stands on
};

}  // namespace isf

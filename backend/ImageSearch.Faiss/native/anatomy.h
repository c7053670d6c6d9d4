// What an index is made of.
#pragma once

#include <string>

#include <faiss/IndexFlatCodes.h>
#include <faiss/IndexHNSW.h>
#include <faiss/IndexIVF.h>
#include <faiss/IndexPreTransform.h>
#include <faiss/VectorTransform.h>

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
    // residual of a list (twice as large) or turned into one component (256 times).
    float largest() const;

    faiss::IndexPreTransform* transform = nullptr;
    faiss::PCAMatrix* components = nullptr;  // the transform's only step
    faiss::Index* core;                      // behind the transform
    faiss::IndexHNSW* graph = nullptr;
    faiss::IndexIVF* lists = nullptr;
    faiss::IndexFlatCodes* rows = nullptr;  // in the order of their ids: the core itself, or what the graph stands on
};

}  // namespace isf

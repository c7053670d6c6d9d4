// What an index is made of.
#pragma once

#include <string>

#include <faiss/IndexFlatCodes.h>
#include <faiss/IndexHNSW.h>
#include <faiss/IndexIVF.h>

namespace isf {

// The parts below the table of ids; null for those that an index does not have. Exactly one of `lists` and `rows` is there
// in an index that this library made or took from a file.
struct Anatomy {
    explicit Anatomy(faiss::Index& whole);

    // The factory string that makes such an index.
    std::string factory() const;

    // Whether something is to be learned before vectors are added.
    bool learns() const;

    // The largest magnitude that may be added: for any the one up to which no score can overflow, for half precision what
    // stays finite in it, also as the residual of a list (twice as much).
    float largest() const;

    faiss::IndexHNSW* graph;
    faiss::IndexIVF* lists;
    faiss::IndexFlatCodes* rows;  // in the order of their ids: the index itself, or what the graph stands on
};

}  // namespace isf

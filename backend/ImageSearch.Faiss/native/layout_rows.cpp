#include "walk.h"

namespace {

uint64_t walk_flat(isf::Walk& walk, const isf::Header& outer, const std::string& code) {
    const char* const codes[] = {"IxFI", "IxF2", "IxFl"};
    isf::agree(code == codes[outer.metric], "its vectors are stored in an unknown way");
    const auto inner = outer.within(walk);
    isf::agree(inner.trained, "a flat index is marked as untrained");
    const auto floats = walk.skip_vector(sizeof(float));
    isf::agree(floats % inner.dimension == 0 && floats / inner.dimension == inner.count, "its vectors do not match its count");
    return inner.count;
}

}  // namespace

uint64_t isf::walk_scalar(Walk& walk, const Header& outer) {
    constexpr int32_t bytes = 0, halves = 4, ranges = 4;
    const auto kind = walk.take<int32_t>();
    agree(kind == bytes || kind == halves, "its numbers are rounded in an unknown way");
    const auto range = walk.take<int32_t>();
    agree(range >= 0 && range < ranges, "its ranges are of an unknown kind");
    walk.take<float>();  // how much the ranges were widened in training
    agree(walk.take<uint64_t>() == outer.dimension, "its parts do not fit together");
    const auto code_size = walk.take<uint64_t>();
    agree(code_size == outer.dimension * (kind == bytes ? 1 : 2), "its parts do not fit together");
    const auto learned = walk.skip_vector(sizeof(float));
    agree(learned == (kind == bytes && outer.trained ? 2 * outer.dimension : 0), "its ranges do not match its dimension");
    return code_size;
}

uint64_t isf::walk_rows(Walk& walk, const Header& outer, const std::string& code) {
    if (code != "IxSQ") return walk_flat(walk, outer, code);

    const auto inner = outer.within(walk);
    agree(outer.metric != ISF_L1, "its metric does not go with its vectors");
    const auto code_size = walk_scalar(walk, outer);
    agree(inner.trained == (outer.trained || code_size > outer.dimension), "its parts do not fit together");
    const auto bytes = walk.skip_vector(1);
    agree(bytes % code_size == 0 && bytes / code_size == inner.count, "its vectors do not match its count");
    return inner.count;
}

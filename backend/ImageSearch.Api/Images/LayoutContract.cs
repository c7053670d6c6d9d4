namespace ImageSearch.Api.Images;

/// <summary>The shape of a whole list, in its order.</summary>
/// <param name="Total">Pictures in the list.</param>
/// <param name="Ids">Their ids.</param>
/// <param name="Aspects">Of each: 100 x width / height.</param>
public sealed record LayoutContract(int Total, IReadOnlyList<long> Ids, IReadOnlyList<int> Aspects);

namespace ImageSearch.Api.Images;

/// <param name="Changed">Pictures that changed.</param>
public sealed record ChangedContract(int Changed);

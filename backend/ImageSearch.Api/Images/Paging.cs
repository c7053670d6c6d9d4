namespace ImageSearch.Api.Images;

/// <summary>Limits of every paged list.</summary>
internal static class Paging
{
    public const int DefaultLimit = 100;
    public const int MaxLimit = 500;
}

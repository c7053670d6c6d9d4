namespace ImageSearch.Api.Images;

/// <summary>The parameter <c>order</c> of lists.</summary>
public enum ListOrder
{
    Asc,
    Desc,
}

namespace ImageSearch.Api.Images;

/// <summary>Upwards or downwards.</summary>
public enum ListOrder
{
    Asc,
    Desc,
}

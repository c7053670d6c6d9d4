namespace ImageSearch.Engine.Pictures;

/// <summary>The state of a picture's embedding.</summary>
public enum ImageStatus
{
    /// <summary>Stored, not yet embedded.</summary>
    Pending = 0,

    /// <summary>Embedded: searches find it.</summary>
    Indexed = 1,

    /// <summary>Could not be embedded; the picture's problem says why. It is tried again only on request.</summary>
    Failed = 2,
}

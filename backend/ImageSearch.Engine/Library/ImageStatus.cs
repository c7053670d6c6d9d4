namespace ImageSearch.Engine.Library;

/// <summary>How far a picture has come.</summary>
public enum ImageStatus
{
    /// <summary>Stored, not yet embedded.</summary>
    Pending = 0,

    /// <summary>Embedded: searches find it.</summary>
    Indexed = 1,

    /// <summary>It could not be embedded; its problem says why. It is tried again only when asked to.</summary>
    Failed = 2,
}

namespace ImageSearch.Engine.Models;

/// <summary>Whether the service fetches the recommended model.</summary>
public enum FetchMode
{
    /// <summary>Automatically, for a library that began empty and for which no model was chosen; other libraries are offered it.</summary>
    Auto,

    /// <summary>Only on request; the model is offered.</summary>
    Ask,

    /// <summary>Never, and no other model either: the service sends no request to any address.</summary>
    Never,
}

namespace ImageSearch.Engine.Models;

/// <summary>Whether the service fetches the recommended model.</summary>
public enum FetchMode
{
    /// <summary>By itself, for a library that began empty and for which no model was chosen; it is offered to others.</summary>
    Auto,

    /// <summary>Where somebody asks for it; it is offered.</summary>
    Ask,

    /// <summary>Never, nor any other model: no address is asked for anything.</summary>
    Never,
}

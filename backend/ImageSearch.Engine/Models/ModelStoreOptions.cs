using System.ComponentModel.DataAnnotations;

namespace ImageSearch.Engine.Models;

/// <summary>How model files are fetched; the configuration section `Models`.</summary>
public sealed class ModelStoreOptions
{
    public const string Section = "Models";

    /// <summary>Whether the recommended model is fetched automatically.</summary>
    [EnumDataType(typeof(FetchMode), ErrorMessage = "Models:Fetch must be auto, ask or never.")]
    public FetchMode Fetch { get; set; } = FetchMode.Auto;

    /// <summary>The older name of <see cref="Fetch"/> never.</summary>
    public bool Offline { get; set; }

    /// <summary>Whether every fetch is turned off, also one on request.</summary>
    public bool FetchesNothing => Offline || Fetch == FetchMode.Never;

    /// <summary>Whether clients and `./run up` suggest a better model while the built-in one is in use.</summary>
    public bool Offer { get; set; } = true;

    /// <summary>The time for a server to accept a connection, in seconds.</summary>
    [Range(0.1, 60, ErrorMessage = "Models:ConnectSeconds must lie between 0.1 and 60.")]
    public double ConnectSeconds { get; set; } = 3;

    /// <summary>The time for a server to begin its answer, and for each 64 KiB of it, in seconds.</summary>
    [Range(0.1, 600, ErrorMessage = "Models:StallSeconds must lie between 0.1 and 600.")]
    public double StallSeconds { get; set; } = 30;
}

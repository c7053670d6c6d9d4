using ImageSearch.Engine;
using ImageSearch.Engine.Local;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Local.Indexes;
using ImageSearch.Imaging;
using ImageSearch.Tests.Providers.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Tests.Providers;

/// <summary>A provider that the contract suite runs on.</summary>
public abstract class ProviderKind
{
    /// <summary>Every provider: each fixture runs once on each.</summary>
    public static readonly IReadOnlyList<ProviderKind> All = [new Local(), new Memory()];

    /// <summary>Whether a library that was closed can be opened again.</summary>
    internal abstract bool IsDurable { get; }

    /// <summary>Opens the library that is kept in a folder (or by its name), or a new one.</summary>
    internal abstract Task<ILibraryProvider> OpenAsync(string folder, TimeProvider clock);

    public override string ToString() => GetType().Name;

    private sealed class Local : ProviderKind
    {
        internal override bool IsDurable => true;

        internal override async Task<ILibraryProvider> OpenAsync(string folder, TimeProvider clock) => await LocalProvider.OpenAsync(
            DataDirectory.Open(folder), IndexPlan.Of(null), new ImageLimits(), NullLoggerFactory.Instance, clock, CancellationToken.None);
    }

    private sealed class Memory : ProviderKind
    {
        internal override bool IsDurable => false;

        internal override Task<ILibraryProvider> OpenAsync(string folder, TimeProvider clock) =>
            Task.FromResult<ILibraryProvider>(new MemoryProvider(folder, clock));
    }
}

using ImageSearch.BrowserTests.Browser;
using ImageSearch.Engine.Intake.Importing;

namespace ImageSearch.BrowserTests.Stack;

/// <summary>
/// Stacks that fixtures use one after the other, because a start costs seconds of processor time. A fixture gets one with an empty library,
/// which no other fixture uses until it is returned.
/// </summary>
internal sealed class StackPool : IAsyncDisposable
{
    private readonly Stack<RunningStack> _free = [];
    private readonly DirectoryInfo _imports = Directory.CreateTempSubdirectory("imagesearch-import-");

    public StackPool()
    {
        WriteImport("coats", 1, 2);
        WriteImport("hats", 3);
    }

    /// <summary>The folder from which every stack of the pool may import: two pictures in coats, one in hats. No test changes it.</summary>
    public string ImportRoot => _imports.FullName;

    public async Task<RunningStack> BorrowAsync()
    {
        lock (_free)
        {
            if (_free.TryPop(out var free))
                return free;
        }

        using var limit = new CancellationTokenSource(RunningStack.StartLimit);
        return await RunningStack.StartAsync(limit.Token, importRoot: ImportRoot);
    }

    /// <summary>Takes a stack back and empties its library.</summary>
    /// <param name="isSound">Whether the tests on it passed; after a failure its state is not known, and it is not used again.</param>
    public async Task ReturnAsync(RunningStack stack, bool isSound)
    {
        if (!isSound || !stack.IsUp)
        {
            await stack.DisposeAsync();
            return;
        }

        try
        {
            using var service = new Service(stack.Page);
            await service.EmptyAsync();
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }

        lock (_free)
            _free.Push(stack);
    }

    public async ValueTask DisposeAsync()
    {
        while (_free.TryPop(out var stack))
            await stack.DisposeAsync();
        _imports.Delete(recursive: true);
    }

    private void WriteImport(string folder, params int[] seeds)
    {
        var directory = _imports.CreateSubdirectory(folder).FullName;
        foreach (var seed in seeds)
            File.WriteAllBytes(Path.Combine(directory, Paintings.NameOf(seed)), Paintings.Bytes(seed));
    }
}

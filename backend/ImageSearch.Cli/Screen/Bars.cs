using Spectre.Console;

namespace ImageSearch.Cli.Screen;

/// <summary>How far something is.</summary>
internal delegate void Advance(long done, long total);

internal static class Bars
{
    /// <summary>Shows a progress bar while <paramref name="work"/> runs, if the output is a terminal.</summary>
    public static Task<T> ShowBarAsync<T>(this Terminal terminal, string what, Func<Advance, Task<T>> work) => terminal.ShowAsync(
        [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()],
        what,
        (done, total) => $"{what} {done} of {total}",
        work);

    /// <summary>The same for work that is counted in bytes.</summary>
    public static Task<T> ShowBytesAsync<T>(this Terminal terminal, string what, Func<Advance, Task<T>> work) => terminal.ShowAsync(
        [new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn()],
        what,
        (_, _) => what,
        work);

    private static Task<T> ShowAsync<T>(
        this Terminal terminal, ProgressColumn[] columns, string what, Func<long, long, string> describe, Func<Advance, Task<T>> work)
    {
        if (!terminal.ShowsBars)
            return work((_, _) => { });
        return terminal.Progress.Progress().AutoClear(true).Columns(columns).StartAsync(context =>
        {
            var bar = context.AddTask(Markup.Escape(what), maxValue: 1);
            return work((done, total) =>
            {
                bar.MaxValue = Math.Max(1, total);
                bar.Value = done;
                bar.Description = Markup.Escape(describe(done, total));
            });
        });
    }
}

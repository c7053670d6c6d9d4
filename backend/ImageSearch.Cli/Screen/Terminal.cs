using Spectre.Console;

namespace ImageSearch.Cli.Screen;

/// <summary>
/// The input and outputs of the program. Answers go to standard output; errors, questions and progress go to standard error, so that the
/// output can be piped.
/// </summary>
internal sealed class Terminal
{
    // The reader is another program, so no line is wrapped.
    private const int EndlessWidth = 10_000;

    /// <param name="outputIsTerminal">Whether standard output is a terminal; likewise for the others.</param>
    /// <param name="plain">Whether colours and bars are turned off, even on a terminal.</param>
    public Terminal(
        TextWriter output, TextWriter errors, TextReader input, bool outputIsTerminal, bool errorsAreTerminal, bool inputIsTerminal, bool plain)
    {
        Output = output;
        Errors = errors;
        Input = input;
        CanAsk = inputIsTerminal && errorsAreTerminal;
        ShowsBars = errorsAreTerminal && !plain;
        IsPiped = !outputIsTerminal;
        Screen = Console(output, outputIsTerminal, plain);
        Progress = Console(errors, errorsAreTerminal, plain);
    }

    public TextWriter Output { get; }

    public TextWriter Errors { get; }

    public TextReader Input { get; }

    /// <summary>Whether a user is there to answer a question.</summary>
    public bool CanAsk { get; }

    public bool ShowsBars { get; }

    /// <summary>Whether another program reads the output.</summary>
    public bool IsPiped { get; }

    /// <summary>The output, for tables.</summary>
    public IAnsiConsole Screen { get; }

    /// <summary>Standard error, for bars.</summary>
    public IAnsiConsole Progress { get; }

    public static Terminal OfProcess(Func<string, string?> environment) => new(
        System.Console.Out,
        System.Console.Error,
        System.Console.In,
        !System.Console.IsOutputRedirected,
        !System.Console.IsErrorRedirected,
        !System.Console.IsInputRedirected,
        plain: !string.IsNullOrEmpty(environment("NO_COLOR")) || environment("TERM") == "dumb");

    /// <summary>Writes a line for the user.</summary>
    public void Say(string text) => Errors.WriteLine(SafeText.Of(text));

    private static IAnsiConsole Console(TextWriter writer, bool isTerminal, bool plain)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal && !plain ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal && !plain ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal && !plain ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
            console.Profile.Width = EndlessWidth;
        return console;
    }
}

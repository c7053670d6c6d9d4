using System.CommandLine;

namespace ImageSearch.Cli.Verbs;

/// <summary>Prints the completion script of a shell. The scripts call the program itself, so they know every verb and option.</summary>
internal sealed class CompletionVerb : Verb
{
    private const string Bash = """
        # In ~/.bashrc: eval "$(imagesearch completion bash)"
        _imagesearch() {
          local word=${COMP_WORDS[COMP_CWORD]} IFS=$'\n'
          COMPREPLY=($(compgen -W "$(imagesearch "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "$word"))
        }
        complete -o default -F _imagesearch imagesearch
        """;

    private const string Zsh = """
        # In ~/.zshrc, after compinit: eval "$(imagesearch completion zsh)"
        _imagesearch() {
          local -a words_found
          words_found=("${(@f)$(imagesearch "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
          compadd -a words_found
          _files
        }
        compdef _imagesearch imagesearch
        """;

    private const string Fish = """
        # imagesearch completion fish > ~/.config/fish/completions/imagesearch.fish
        complete -c imagesearch -a '(imagesearch "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
        """;

    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh or fish.", HelpName = "bash|zsh|fish" };

    public CompletionVerb(Session session)
        : base(session, "completion", "Print what a shell needs to complete command lines.")
    {
        _shell.TakeOneOf("bash", "zsh", "fish");
        Add(_shell);
    }

    protected override Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (script, shell) = parsed.GetValue(_shell) switch
        {
            "bash" => (Bash, "bash"),
            "zsh" => (Zsh, "zsh"),
            _ => (Fish, "fish"),
        };
        Session.Answer(parsed, new { shell, script }, answer => Session.Terminal.Output.WriteLine(answer.script));
        return Task.FromResult(ExitCode.Done);
    }
}

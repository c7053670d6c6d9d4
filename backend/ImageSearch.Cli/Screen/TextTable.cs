using Spectre.Console;

namespace ImageSearch.Cli.Screen;

/// <summary>
/// A table of untrusted text. On a terminal it has lines and colours; for other programs it is one line for each row, with tabs between the
/// columns.
/// </summary>
internal sealed class TextTable(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells.Select(SafeText.Of).ToArray());

    public void WriteTo(Terminal terminal)
    {
        if (terminal.IsPiped)
            WriteLines(terminal.Output);
        else
            terminal.Screen.Write(ForPeople());
    }

    private void WriteLines(TextWriter output)
    {
        output.WriteLine(string.Join('\t', columns));
        foreach (var row in _rows)
            output.WriteLine(string.Join('\t', row));
    }

    private Table ForPeople()
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))));
        foreach (var row in _rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        return table;
    }
}

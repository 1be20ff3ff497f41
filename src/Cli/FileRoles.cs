using System.CommandLine;
using System.CommandLine.Parsing;
using NasPipelines.Cli.Files;
using NasPipelines.Files;

namespace NasPipelines.Cli;

/// <summary>
/// Which options and arguments name files that are read, and which files that are written. No file that is written is one that is read,
/// however either is spelled or linked; that is checked for every verb before it begins.
/// </summary>
internal sealed class FileRoles
{
    // What lies beside a table or a journal is read with it.
    private static readonly string[] Beside = [ProvenanceFile.Suffix, "-wal"];

    private readonly List<Symbol> _read = [];
    private readonly List<(Symbol Symbol, Func<string, IEnumerable<string>> Beside)> _written = [];

    /// <summary>Says that an option or argument names files or folders that are read.</summary>
    public T Reads<T>(T symbol)
        where T : Symbol
    {
        _read.Add(symbol);
        return symbol;
    }

    /// <summary>Says that an option or argument names a file that is written.</summary>
    /// <param name="symbol">The option or argument.</param>
    /// <param name="beside">The files that are written beside it; null for none.</param>
    public T Writes<T>(T symbol, Func<string, IEnumerable<string>>? beside = null)
        where T : Symbol
    {
        _written.Add((symbol, beside ?? (_ => [])));
        return symbol;
    }

    /// <summary>Says that an option names a table that is written, with its provenance beside it.</summary>
    public T WritesTable<T>(T symbol)
        where T : Symbol => Writes(symbol, path => [path + ProvenanceFile.Suffix]);

    /// <summary>Checks the files of a command line.</summary>
    /// <exception cref="WrongUseException">A file would be written over one that is read, or two into one.</exception>
    public void Check(ParseResult parsed)
    {
        Place[] inputs =
        [
            .. from symbol in _read
               from text in Texts(parsed, symbol)
               from file in Beside.Prepend(string.Empty)
               select new Place(symbol.Name, text + file),
        ];
        List<Place> outputs = [];
        foreach (var (symbol, beside) in _written)
        {
            foreach (var text in Texts(parsed, symbol))
            {
                outputs.AddRange(beside(text).Prepend(text).Select(path => new Place(symbol.Name, path)));
            }
        }

        foreach (var output in outputs)
        {
            if (inputs.FirstOrDefault(input => input.Is(output) || input.Holds(output)) is { } input)
            {
                throw new WrongUseException(
                    $"{output} would overwrite {input}{(input.Holds(output) ? ", the folder that it lies in" : "")}, which is read: "
                        + "name another file.");
            }

            if (outputs.FirstOrDefault(other => other.Option != output.Option && other.Is(output)) is { } other)
            {
                throw new WrongUseException($"{output} and {other} are one file: name another one.");
            }

            if (Directory.Exists(output.Path))
            {
                throw new WrongUseException($"{output} is a folder: name a file in it.");
            }
        }
    }

    private static IEnumerable<string> Texts(ParseResult parsed, Symbol symbol) =>
        (symbol switch
        {
            Option option => parsed.GetResult(option)?.Tokens,
            Argument argument => parsed.GetResult(argument)?.Tokens,
            _ => null,
        } ?? []).Select(token => token.Value).Where(text => text.Length > 0 && !StandardOutput.Is(text) && !text.Contains('\0'));

    private sealed class Place(string option, string path)
    {
        private readonly Lazy<string> _resolved = new(() => RealPath.Of(path));
        private readonly Lazy<(ulong, ulong)?> _identity = new(() => FileIdentity.Of(path));

        public string Option => option;

        public string Path => path;

        public bool Is(Place other) =>
            RealPath.AreSame(_resolved.Value, other._resolved.Value)
            || (_identity.Value is { } identity && other._identity.Value is { } same && identity == same);

        // What a run has written into the folder of its input before is no input of the next: a table has its provenance beside it.
        public bool Holds(Place output) =>
            Directory.Exists(path)
            && output.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            && !output.Path.EndsWith(ProvenanceFile.Suffix, StringComparison.OrdinalIgnoreCase)
            && File.Exists(output.Path)
            && !File.Exists(output.Path + ProvenanceFile.Suffix)
            && output._resolved.Value.StartsWith(_resolved.Value + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);

        public override string ToString() => $"{option} '{path}'";
    }
}

using System.CommandLine;
using Microsoft.ML;
using NasPipelines.Spaces;

namespace NasPipelines.Cli;

/// <summary>The architectures that a verb works on: a table, or a search space by name, whole or sampled.</summary>
internal sealed class InputOptions
{
    private const string StandardInput = "-";

    private readonly CommonOptions _common;
    private readonly Argument<string?> _input = new("INPUT")
    {
        Description = "A table (CSV, TSV, JSON, Parquet, NumPy, .idv; - reads standard input), or the name of a search space.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> _space = new("--space") { Description = "The search space of a table's architectures." };
    private readonly Option<int?> _sample = new Option<int?>("--sample")
    {
        Description = "Take this many random architectures of the input.",
    }.Within(1, int.MaxValue);

    public InputOptions(Command command, CommonOptions common)
    {
        _common = common;
        Tables = new(command);
        command.Arguments.Add(_input);
        command.Options.Add(_space);
        command.Options.Add(_sample);
    }

    /// <summary>How tables are read.</summary>
    public TableOptions Tables { get; }

    /// <summary>Whether neither an input nor its space is given.</summary>
    public bool IsAbsent(ParseResult parsed) => parsed.GetValue(_input) is null && parsed.GetValue(_space) is null;

    /// <summary>The sample of a table that is asked for, or all of it.</summary>
    public IDataView Sample(NasCatalog nas, ParseResult parsed, IDataView table) =>
        parsed.GetValue(_sample) is { } rows ? nas.Data.SampleRows(table, rows, parsed.GetValue(_common.Seed)) : table;

    /// <summary>The search space, or null where the table tells it.</summary>
    /// <exception cref="WrongUseException">There is no such space.</exception>
    public SearchSpace? Space(ParseResult parsed)
    {
        var name = parsed.GetValue(_space);
        return name is null
            ? null
            : Named(name) ?? throw new WrongUseException($"--space: there is no search space '{name}'; known: {Known()}.");
    }

    /// <summary>The architectures.</summary>
    /// <param name="terminal">Where standard input comes from.</param>
    /// <param name="nas">The library.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="required">The columns that the verb needs; null where it takes all.</param>
    public IDataView Load(Terminal terminal, NasCatalog nas, ParseResult parsed, IReadOnlyList<string>? required = null)
    {
        var input = parsed.GetValue(_input)
            ?? throw new WrongUseException(
                "INPUT is missing: give a table (.csv, .tsv, .json, .parquet; - reads standard input) or the name of a search "
                    + $"space ({Known()}).");
        var (space, sample, seed) = (Space(parsed), parsed.GetValue(_sample), parsed.GetValue(_common.Seed));
        var options = Tables.Read(parsed, space, required);
        if (input == StandardInput)
        {
            return Sample(nas, parsed, nas.Data.LoadBenchmark(terminal.In, "standard input", options));
        }

        if (File.Exists(input) || Directory.Exists(input))
        {
            return Sample(nas, parsed, nas.Data.LoadBenchmark(input, options: options));
        }

        var named = Named(input)
            ?? throw new WrongUseException($"INPUT '{input}' is neither a file nor a search space; spaces: {Known()}.");
        if (space is not null && space != named)
        {
            throw new WrongUseException($"--space {space.Name} contradicts INPUT {named.Name}; leave it out.");
        }

        return sample is { } count ? nas.Data.Sample(named, count, seed)
            : named.IsEnumerable ? nas.Data.Enumerate(named)
            : throw new WrongUseException($"INPUT {named.Name} is too large to take whole ({named.Size} architectures); give --sample.");
    }

    private static SearchSpace? Named(string name) =>
        SearchSpaces.All.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string Known() => string.Join(", ", SearchSpaces.All.Select(s => s.Name));
}

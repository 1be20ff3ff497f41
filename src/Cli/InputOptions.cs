using System.CommandLine;
using Microsoft.ML;
using NasPipelines.Spaces;

namespace NasPipelines.Cli;

/// <summary>The architectures that a verb works on: a table, or a search space by name, whole or sampled.</summary>
internal sealed class InputOptions
{
    private readonly CommonOptions _common;
    private readonly Argument<string?> _input = new("INPUT")
    {
        Description = "A table (CSV, TSV, gz, Parquet), the name of a search space, or a .json file that describes one.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> _space = new("--space")
    {
        Description = "The search space of a table's architectures: a name, or a .json file that describes one.",
    };

    // A description is read once: two spaces of one file are not the same.
    private readonly Dictionary<string, SearchSpace?> _spaces = new(StringComparer.Ordinal);
    private readonly Option<int?> _sample = new Option<int?>("--sample")
    {
        Description = "Take this many random architectures of the input.",
    }.Within(1, int.MaxValue);

    public InputOptions(Command command, CommonOptions common)
    {
        _common = common;
        command.Arguments.Add(_input);
        command.Options.Add(_space);
        command.Options.Add(_sample);
    }

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

    /// <summary>The space of the input, where options or the input itself name one.</summary>
    public SearchSpace? SpaceOfInput(ParseResult parsed) =>
        Space(parsed) ?? (parsed.GetValue(_input) is { } input && (SpaceNames.IsFile(input) || !File.Exists(input)) ? Named(input) : null);

    public IDataView Load(NasCatalog nas, ParseResult parsed)
    {
        var input = parsed.GetValue(_input)
            ?? throw new WrongUseException(
                $"INPUT is missing: give a table (.csv, .tsv, also .gz, or .parquet) or the name of a search space ({Known()}).");
        var (space, sample, seed) = (Space(parsed), parsed.GetValue(_sample), parsed.GetValue(_common.Seed));
        if (File.Exists(input) && !SpaceNames.IsFile(input))
        {
            return Sample(nas, parsed, space is null ? nas.Data.LoadBenchmark(input) : nas.Data.LoadBenchmark(input, space));
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

    private SearchSpace? Named(string name)
    {
        if (!_spaces.TryGetValue(name, out var space))
        {
            _spaces.Add(name, space = SpaceNames.Find(name));
        }

        return space;
    }

    private static string Known() => SpaceNames.Known;
}

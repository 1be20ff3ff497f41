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
        Description = "A table (CSV, TSV, gz, Parquet), or the name of a search space.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> _space = new("--space")
    {
        Description = $"The search space of a table's architectures, or to take them from: {SpaceNames.Form}.",
    };
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
        return parsed.GetValue(_space) is { } name ? _common.Spaces.Get("--space", name) : null;
    }

    public IDataView Load(NasCatalog nas, ParseResult parsed)
    {
        var (space, sample, seed) = (Space(parsed), parsed.GetValue(_sample), parsed.GetValue(_common.Seed));
        var input = parsed.GetValue(_input);
        if (input is null && space is null)
        {
            throw new WrongUseException(
                $"INPUT is missing: give a table (.csv, .tsv, also .gz, or .parquet) or the name of a search space ({SpaceNames.Known}).");
        }

        if (input is not null && File.Exists(input))
        {
            return Sample(nas, parsed, space is null ? nas.Data.LoadBenchmark(input) : nas.Data.LoadBenchmark(input, space));
        }

        var named = (input is null ? space : _common.Spaces.Find(input))
            ?? throw new WrongUseException($"INPUT '{input}' is neither a file nor a search space; spaces: {SpaceNames.Known}.");
        if (space is not null && space != named)
        {
            throw new WrongUseException($"--space {space.Name} contradicts INPUT {named.Name}; leave it out.");
        }

        return sample is { } count ? nas.Data.Sample(named, count, seed)
            : named.IsEnumerable ? nas.Data.Enumerate(named)
            : throw new WrongUseException($"INPUT {named.Name} is too large to take whole ({named.Size} architectures); give --sample.");
    }
}

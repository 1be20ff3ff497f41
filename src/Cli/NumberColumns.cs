using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Cli;

/// <summary>The columns of numbers that options of a verb name.</summary>
internal static class NumberColumns
{
    /// <summary>Their names, for messages.</summary>
    public static string Of(IDataView view) => string.Join(", ", Names(view));

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names(IDataView view) =>
        view.Schema.Where(c => !c.IsHidden && c.Type is NumberDataViewType).Select(c => c.Name);

    /// <summary>The column of true accuracies.</summary>
    /// <exception cref="WrongUseException">None is named.</exception>
    public static string Truth(ParseResult parsed, Option<string?> truth, IDataView view) => parsed.GetValue(truth)
        ?? throw new WrongUseException($"{truth.Name} is missing: name the column of true accuracies, of {Of(view)}.");

    /// <summary>Checks that a view has a column.</summary>
    /// <exception cref="WrongUseException">It has not.</exception>
    public static void Require(Option option, string name, IDataView view)
    {
        if (view.Schema.GetColumnOrNull(name) is null)
        {
            throw new WrongUseException($"{option.Name}: there is no column '{name}'; the columns of numbers are {Of(view)}.");
        }
    }
}

using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Data;

/// <summary>
/// ML.NET's binary format with its blocks in order. ML.NET compresses columns on several threads and writes blocks as they finish unless
/// its saver is told to keep an order, which its public method has no argument for.
/// </summary>
internal static class OrderedBinarySaver
{
    private const string Saver = "Microsoft.ML.Data.IO.BinarySaver";

    /// <summary>Writes the visible columns of a view; equal views give equal bytes.</summary>
    public static void Save(MLContext context, IDataView view, Stream stream)
    {
        var assembly = typeof(TextDataViewType).Assembly.GetType(Saver)?.Assembly ?? typeof(TextLoader).Assembly;
        var (type, options) = (assembly.GetType(Saver), assembly.GetType($"{Saver}+Arguments"));
        var ordered = options?.GetField("DeterministicBlockOrder");
        var save = type?.GetMethod("SaveData");
        if (type is null || options is null || ordered is null || save is null)
        {
            // Another version of ML.NET: the same values in some order.
            context.Data.SaveAsBinary(view, stream, keepHidden: false);
            return;
        }

        var arguments = Activator.CreateInstance(options)!;
        ordered.SetValue(arguments, true);
        const BindingFlags Unwrapped = BindingFlags.DoNotWrapExceptions | BindingFlags.Public | BindingFlags.Instance;
        var saver = Activator.CreateInstance(type, Unwrapped, null, [context, arguments], null)!;
        int[] columns = [.. view.Schema.Where(c => !c.IsHidden).Select(c => c.Index)];
        save.Invoke(saver, Unwrapped, null, [stream, view, columns], null);
    }
}
